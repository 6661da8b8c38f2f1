/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: pictures from answers. */
#pragma once
#include "flow/trip.h"
#include <tuyou/draw.h>

/** Each draws one answer; NULL with `error` set when there is nothing to draw. */
GBytes *ty_picture_words(const json_t *keywords, const TyPictureOptions *options, GError **error);
GBytes *ty_picture_bars(const json_t *keywords, const TyPictureOptions *options, GError **error);
GBytes *ty_picture_topics(const json_t *topics, const TyPictureOptions *options, GError **error);
/** `by_year`: coloured by the words' mean year, not by community. */
GBytes *ty_picture_network(const json_t *network, gboolean by_year, const TyPictureOptions *options,
                           GError **error);
/** `what`: words or topics of ty_trends as lines. */
GBytes *ty_picture_trends(const json_t *trends, const char *what, const TyPictureOptions *options,
                          GError **error);
GBytes *ty_picture_bursts(const json_t *trends, const TyPictureOptions *options, GError **error);
/** Of ty_bibliometrics: papers a year; when its keywords were used. */
GBytes *ty_picture_papers(const json_t *bibliometrics, const TyPictureOptions *options,
                          GError **error);
GBytes *ty_picture_keyword_timeline(const json_t *bibliometrics, const TyPictureOptions *options,
                                    GError **error);
/** The curves over K of the "choice" of ty_topics. */
GBytes *ty_picture_topic_choice(const json_t *choice, const TyPictureOptions *options,
                                GError **error);
/** Of ty_survey: bars of a question (NULL: the first with options), heat maps. */
GBytes *ty_picture_question(const json_t *survey, const char *name, const TyPictureOptions *options,
                            GError **error);
GBytes *ty_picture_correlations(const json_t *survey, const TyPictureOptions *options,
                                GError **error);
GBytes *ty_picture_segments(const json_t *survey, const TyPictureOptions *options, GError **error);
GBytes *ty_picture_map(TyWorkspace *workspace, const TyPlannedTrip *trip,
                       const TyPictureOptions *options, GError **error);
GBytes *ty_picture_strip(TyWorkspace *workspace, const TyPlannedTrip *trip,
                         const TyPictureOptions *options, GError **error);
/** Of ty_perception: praise and complaint, a bar an aspect or (the first 20) a site. */
GBytes *ty_picture_perception(const json_t *perception, gboolean by_aspect,
                              const TyPictureOptions *options, GError **error);
/** Of ty_evaluate: potential against need of protection. */
GBytes *ty_picture_evaluation(const json_t *evaluation, const TyPictureOptions *options,
                              GError **error);
