/* SPDX-License-Identifier: Apache-2.0 */
/** The road distances that the study of 资阳 and 大足 (课题二) printed, as facts: 42 legs, and the
 * two that its printed totals imply. Sites stand in the order in which the study visits them. */
#pragma once
#include <math.h>
#include <tuyou/route.h>

typedef struct {
  guint32 a, b;
  double km;
  TyOrigin origin;
} PublishedLeg;

enum {
  BAODINGSHAN,     /* 宝顶山 */
  BEISHAN,         /* 北山 */
  KONGQUEDONG,     /* 孔雀洞 */
  MINGSHANSI,      /* 茗山寺 */
  TAPO,            /* 塔坡 */
  ZIZHU_PARK,      /* 紫竹公园 */
  YUANJUEDONG,     /* 圆觉洞 */
  CULTURE_HOUSE,   /* 安岳县文化馆 */
  HERITAGE_HALL,   /* 安岳县非物质文化遗产展示体验馆 */
  HUANGJUE_BUDDHA, /* 黄桷大佛旅游景区 */
  XUANMIAOGUAN,    /* 玄妙观 */
  KUNFOSI,         /* 睏佛寺摩崖造像 */
  SHIXIASI,        /* 石匣寺摩崖造像 */
  MUMENSI,         /* 木门寺 */
  WOFOYUAN,        /* 卧佛院 */
  N_STONE
};

static const PublishedLeg stone_legs[] = {
    {BAODINGSHAN, BEISHAN, 10, TY_ORIGIN_PUBLISHED},
    {BEISHAN, KONGQUEDONG, 24, TY_ORIGIN_PUBLISHED},
    {BEISHAN, MINGSHANSI, 28, TY_ORIGIN_PUBLISHED},
    {BAODINGSHAN, MINGSHANSI, 38, TY_ORIGIN_PUBLISHED},
    {BAODINGSHAN, KONGQUEDONG, 33, TY_ORIGIN_PUBLISHED},
    {KONGQUEDONG, MINGSHANSI, 3.9, TY_ORIGIN_PUBLISHED},
    {MINGSHANSI, TAPO, 21, TY_ORIGIN_PUBLISHED},
    {TAPO, CULTURE_HOUSE, 43, TY_ORIGIN_PUBLISHED},
    {TAPO, YUANJUEDONG, 39, TY_ORIGIN_PUBLISHED},
    {TAPO, HERITAGE_HALL, 43, TY_ORIGIN_PUBLISHED},
    {YUANJUEDONG, ZIZHU_PARK, 0.36, TY_ORIGIN_PUBLISHED},
    {ZIZHU_PARK, HERITAGE_HALL, 2.3, TY_ORIGIN_PUBLISHED},
    {ZIZHU_PARK, CULTURE_HOUSE, 1.3, TY_ORIGIN_PUBLISHED},
    {CULTURE_HOUSE, HERITAGE_HALL, 0.33, TY_ORIGIN_PUBLISHED},
    {CULTURE_HOUSE, MUMENSI, 22, TY_ORIGIN_PUBLISHED},
    {CULTURE_HOUSE, KUNFOSI, 29, TY_ORIGIN_PUBLISHED},
    {CULTURE_HOUSE, XUANMIAOGUAN, 25, TY_ORIGIN_PUBLISHED},
    {CULTURE_HOUSE, HUANGJUE_BUDDHA, 18, TY_ORIGIN_PUBLISHED},
    {ZIZHU_PARK, MUMENSI, 22, TY_ORIGIN_PUBLISHED},
    {ZIZHU_PARK, KUNFOSI, 30, TY_ORIGIN_PUBLISHED},
    {ZIZHU_PARK, XUANMIAOGUAN, 27, TY_ORIGIN_PUBLISHED},
    {ZIZHU_PARK, HUANGJUE_BUDDHA, 20, TY_ORIGIN_PUBLISHED},
    {KUNFOSI, XUANMIAOGUAN, 12, TY_ORIGIN_PUBLISHED},
    {KUNFOSI, HUANGJUE_BUDDHA, 14, TY_ORIGIN_PUBLISHED},
    {XUANMIAOGUAN, HUANGJUE_BUDDHA, 4.2, TY_ORIGIN_PUBLISHED},
    {XUANMIAOGUAN, MUMENSI, 31, TY_ORIGIN_PUBLISHED},
    {HUANGJUE_BUDDHA, MUMENSI, 24, TY_ORIGIN_PUBLISHED},
    {MUMENSI, SHIXIASI, 22, TY_ORIGIN_PUBLISHED},
    {SHIXIASI, XUANMIAOGUAN, 25, TY_ORIGIN_PUBLISHED},
    {SHIXIASI, HUANGJUE_BUDDHA, 36, TY_ORIGIN_PUBLISHED},
    {SHIXIASI, WOFOYUAN, 25, TY_ORIGIN_PUBLISHED},
    {WOFOYUAN, MUMENSI, 11, TY_ORIGIN_PUBLISHED},
    {KUNFOSI, SHIXIASI, 11, TY_ORIGIN_INFERRED},
};

enum {
  ZHENSHENG,    /* 资阳市雁江区振声川剧非遗体验基地 */
  LEZHI_TROUPE, /* 乐至县川剧团 */
  XIANGGUO,     /* 香国公园 */
  CHANGZHOU,    /* 昌州古城 */
  YONGXI,       /* 雍溪古镇 */
  BAYUESHAN,    /* 巴岳山 */
  N_OPERA
};

static const PublishedLeg opera_legs[] = {
    {ZHENSHENG, LEZHI_TROUPE, 44, TY_ORIGIN_PUBLISHED},
    {LEZHI_TROUPE, XIANGGUO, 127, TY_ORIGIN_PUBLISHED},
    {LEZHI_TROUPE, CHANGZHOU, 127, TY_ORIGIN_PUBLISHED},
    {ZHENSHENG, XIANGGUO, 139, TY_ORIGIN_PUBLISHED},
    {ZHENSHENG, CHANGZHOU, 140, TY_ORIGIN_PUBLISHED},
    {BAYUESHAN, CHANGZHOU, 46, TY_ORIGIN_PUBLISHED},
    {BAYUESHAN, XIANGGUO, 45, TY_ORIGIN_PUBLISHED},
    {BAYUESHAN, YONGXI, 12, TY_ORIGIN_PUBLISHED},
    {YONGXI, XIANGGUO, 33, TY_ORIGIN_PUBLISHED},
    {YONGXI, CHANGZHOU, 33, TY_ORIGIN_PUBLISHED},
    {XIANGGUO, CHANGZHOU, 1, TY_ORIGIN_INFERRED},
};

/** The legs of a theme, without the inferred ones unless `inferred`. */
static inline GArray *published_legs(gboolean stone, gboolean inferred) {
  const PublishedLeg *from = stone ? stone_legs : opera_legs;
  gsize n = stone ? G_N_ELEMENTS(stone_legs) : G_N_ELEMENTS(opera_legs);
  GArray *legs = g_array_new(FALSE, FALSE, sizeof(TyLeg));

  for (gsize i = 0; i < n; i++) {
    TyLeg leg = {from[i].a, from[i].b, from[i].km * 1000, NAN, from[i].origin};
    if (inferred || leg.origin == TY_ORIGIN_PUBLISHED)
      g_array_append_val(legs, leg);
  }
  return legs;
}

/** Shortest distances over them. */
static inline TyDistances *published_distances(gboolean stone, gboolean inferred) {
  g_autoptr(GArray) legs = published_legs(stone, inferred);
  return ty_distances_new(stone ? N_STONE : N_OPERA, (const TyLeg *) (const void *) legs->data,
                          legs->len, 40 / 3.6, NULL);
}
