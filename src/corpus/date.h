/* SPDX-License-Identifier: Apache-2.0 */
/** Dates as platforms write them → ISO 8601. */
#pragma once
#include <glib.h>

/** Reads a date, with a time or without:
 *
 *     2024-05-01 12:30:00 · 2024/5/1 · 2024.5.1 · 20240501 · 2024-05 · 2024 · 2024年5月1日 12:30
 *     2024-05-01T12:30:00.000Z · 2024-05-01T12:30:00+0800 · 2024/5/1 下午 3:20
 *     Wed May 01 12:30:00 +0800 2024 · 1714537800 · 1714537800000 (seconds, milliseconds)
 *
 * A word before it (发布于, 编辑于) or after it (where the post came from) is passed over. The
 * result is as exact as the source: 2024, 2024-05, 2024-05-01, 2024-05-01T12:30:00, with the zone
 * where the source names one. Seconds since 1970 are written in China's time, +08:00, so that the
 * day is the day that the writer saw.
 *
 * @return to be freed; NULL when it is no date, or none that exists (2023-02-29, 昨天) */
char *ty_date_normalise(const char *raw);
