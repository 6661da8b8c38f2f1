/* SPDX-License-Identifier: Apache-2.0 */
/* What a visit is bound by: how long one stays. */
#include "flow/plan.h"
#include "flow/value.h"

#include <math.h>
#include <stdio.h>

/* A site takes 2–4 hours: what sources say of a hurried group is stretched to that, unless shorter
 * visits are asked for. */
#define LEAST_DWELL_S (2 * 3600)
#define MOST_DWELL_S (4 * 3600)

static void parse_range(const char *text, double *least, double *most) {
  char *end;

  *least = g_ascii_strtod(text, &end);
  *most = *end == '-' ? g_ascii_strtod(end + 1, NULL) : *least;
}

gboolean ty_dwell_of(TyWorkspace *workspace, const gint64 *ids, gsize n, double usual_hours,
                     gint32 *wished_s, gint32 *least_s, gint32 *most_s, GError **error) {
  gint32 shortest_s = MIN(LEAST_DWELL_S, (gint32) (usual_hours * 3600));
  gint32 longest_s = MAX(MOST_DWELL_S, (gint32) (usual_hours * 3600));

  for (gsize i = 0; i < n; i++) {
    g_autofree char *minutes = NULL;
    if (!ty_best_value(workspace, ids[i], "dwell_minutes", &minutes, error))
      return FALSE;
    if (minutes) {
      double least, most;
      parse_range(minutes, &least, &most);
      least_s[i] = CLAMP((gint32) (least * 60), shortest_s, longest_s);
      most_s[i] = CLAMP((gint32) (most * 60), shortest_s, longest_s);
      wished_s[i] = (least_s[i] + most_s[i]) / 2;
    } else {
      wished_s[i] = (gint32) (usual_hours * 3600);
      least_s[i] = shortest_s;
      most_s[i] = longest_s;
    }
  }
  return TRUE;
}
