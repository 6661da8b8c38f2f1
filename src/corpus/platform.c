/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/platform.h"

#include <string.h>

static const struct {
  const char *name, *other_names, *hosts; /* separated by spaces */
} platforms[] = {
    {"weibo", "微博 新浪微博 wb sina_weibo", "weibo.com weibo.cn"},
    {"xiaohongshu", "小红书 xhs rednote red", "xiaohongshu.com xhslink.com"},
    {"mafengwo", "马蜂窝 蚂蜂窝 mfw", "mafengwo.cn mafengwo.com"},
    {"baidu_map", "百度地图 baidumap baidu-map", "map.baidu.com"},
    {"dianping", "大众点评 点评", "dianping.com"},
    {"ctrip", "携程 携程旅行 携程网", "ctrip.com trip.com"},
    {"qunar", "去哪儿 去哪儿网", "qunar.com"},
    {"douyin", "抖音 dy", "douyin.com iesdouyin.com"},
    {"bilibili", "哔哩哔哩 b站 bili", "bilibili.com b23.tv"},
    {"zhihu", "知乎", "zhihu.com"},
    {"tieba", "百度贴吧 贴吧", "tieba.baidu.com"},
    {"toutiao", "今日头条 头条", "toutiao.com"},
    {"wechat", "微信 微信公众号 公众号", "mp.weixin.qq.com"},
    {"fliggy", "飞猪", "fliggy.com"},
    {"meituan", "美团", "meituan.com"},
    {"amap", "高德 高德地图", "amap.com gaode.com"},
    {"tongcheng", "同程 同程旅行", "ly.com"},
    {"cnki", "知网 中国知网", "cnki.net cnki.com.cn"},
    {"wos", "web_of_science", "webofscience.com webofknowledge.com"},
};

static gboolean is_among(const char *word, const char *words) {
  gsize n = strlen(word);
  for (const char *at = words; (at = strstr(at, word)); at += n)
    if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
      return TRUE;
  return FALSE;
}

const char *ty_platform_find(const char *name) {
  g_autofree char *lower = g_strstrip(g_ascii_strdown(name, -1));

  for (gsize i = 0; *lower && i < G_N_ELEMENTS(platforms); i++)
    if (g_str_equal(lower, platforms[i].name) || is_among(lower, platforms[i].other_names))
      return platforms[i].name;
  return NULL;
}

char *ty_platform_of_name(const char *name) {
  const char *known = ty_platform_find(name);
  g_autofree char *lower = g_strstrip(g_ascii_strdown(name, -1));

  return known ? g_strdup(known) : *lower ? g_steal_pointer(&lower) : NULL;
}

const char *ty_platform_of_url(const char *url) {
  const char *host = strstr(url, "//");

  host = host ? host + 2 : url;
  g_autofree char *lower = g_ascii_strdown(host, (gssize) strcspn(host, "/?#:"));
  /* The longest suffix first: tieba.baidu.com before baidu.com. */
  for (const char *suffix = lower; suffix; suffix = strchr(suffix, '.')) {
    suffix += *suffix == '.';
    for (gsize i = 0; *suffix && i < G_N_ELEMENTS(platforms); i++)
      if (is_among(suffix, platforms[i].hosts))
        return platforms[i].name;
  }
  return NULL;
}
