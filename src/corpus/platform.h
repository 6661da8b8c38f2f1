/* SPDX-License-Identifier: Apache-2.0 */
/** The platforms that posts come from: one name for each. */
#pragma once
#include <glib.h>

/** The name of a platform for whatever it is called: weibo for 微博, 新浪微博, Weibo or wb; what is
 * not known, in lower case. The names: weibo, xiaohongshu, mafengwo, baidu_map, dianping, ctrip,
 * qunar, douyin, bilibili, zhihu, tieba, toutiao, wechat, fliggy, meituan, amap, tongcheng, cnki,
 * wos.
 * @return to be freed; NULL for an empty name */
char *ty_platform_of_name(const char *name);

/** The same, borrowed for ever; NULL when the name is not known. */
const char *ty_platform_find(const char *name);

/** The platform of an address by its host, borrowed for ever; NULL when unknown. */
const char *ty_platform_of_url(const char *url);
