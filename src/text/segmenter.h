/* SPDX-License-Identifier: Apache-2.0 */
/** How a text becomes tokens: a chunk (a line, or a part of a long one) goes through these steps,
 * each a file.
 *
 *     scan.c     source bytes → positions (a code for each normalised character) and regions (where
 *                there is more than Han and punctuation)
 *     runs.c     regions → typed runs: 2024-05-01, Wi-Fi, @name, emoji …
 *     own.c      own words → fixed runs
 *     lattice.c  positions and runs → the cheapest way from each position to the end
 *     number.c   numbers of several words: 二十 + 五 + 万, 2024 + 年
 *     coarse.c   pieces joined in coarse mode: 23 + 米, 5月 + 1日
 *     segment.c  the tokens along that way
 *     bare-tokens.c  the same without their texts */
#pragma once
#include "text/fold.h"
#include "text/lexicon.h"

/* A way from a position to the end of the chunk is weighed as
 *
 *     cost of all its words << 12 | tag of the first << 5 | length of the first
 *
 * so that the lighter of two is a plain minimum and says what to do. Length and tag are 0 where the
 * way begins with a typed run. */
#define TY_WAY_BITS 12
static inline guint64 ty_way_rest(guint64 way) { return way >> TY_WAY_BITS << TY_WAY_BITS; }
static inline guint ty_way_tag(guint64 way) { return (way >> 5) & 0x7f; }
static inline guint ty_way_length(guint64 way) { return way & 31; }

#define TY_CHUNK_MAX 4096 /**< positions of a chunk; a little more when it ends in a cluster */
#define TY_RUN_MAX 1024   /**< positions of a typed run */
#define TY_CHUNK_ROOM (TY_CHUNK_MAX + TY_CLUSTER_MAX + TY_WORD_MAX + 8)

/** Positions [at, at + length) that no word may end or begin within. */
typedef struct {
  guint16 at, length;
  guint8 type;     /**< TyTokenType */
  guint8 fixed;    /**< no word of the lexicon may take part of it */
  guint32 id;      /**< of an own word; else TY_NO_WORD */
  const char *tag; /**< part of speech */
} TyRun;

typedef struct {
  guint16 at, end;
} TyRegion;

struct TySegmenter {
  const TyLexicon *lexicon;
  const guchar *text; /**< of the call */
  guint n;            /**< positions of the chunk */
  guint n_runs, n_regions;
  guint paired;    /**< positions from which on `pair` is known */
  gboolean has_at; /**< whether there is an @ in a region */

  /* Of each position, and of the end: */
  guint16 code[TY_CHUNK_ROOM];   /**< of its character; 0 stops every word */
  guint32 offset[TY_CHUNK_ROOM]; /**< in the text, of the cluster that it is part of */
  guint64 way[TY_CHUNK_ROOM];    /**< the cheapest from here to the end, see above */
  guint32 place[TY_CHUNK_ROOM];  /**< of the cell of the two characters from here */
  guint64 pair[TY_CHUNK_ROOM];   /**< the cell of the prefix of two characters from here */
  guint16 begins[TY_CHUNK_ROOM]; /**< where own words may begin */
  guint32 hash[TY_CHUNK_ROOM];   /**< of the two characters there */
  /* Of the positions in regions; where own words may begin, of all: */
  guint32 cp[TY_CHUNK_ROOM];   /**< normalised character */
  guint8 inner[TY_CHUNK_ROOM]; /**< whether it continues a cluster */
  guint8 class[TY_CHUNK_ROOM]; /**< TyClass; in regions only */

  TyRun runs[TY_CHUNK_ROOM], merged[TY_CHUNK_ROOM];
  TyRegion regions[TY_CHUNK_ROOM];

  guint16 unit_code[16]; /**< codes of the characters that number.c looks for */
  guint8 *numeral;       /**< of each code, what it is to a number; see number.c */

  TyToken *tokens;
  gsize n_tokens, tokens_room;
  TyBareToken *bare;
  gsize bare_room;
  GPtrArray *blocks; /**< normalised texts of tokens; they stay where they are */
  guint block;
  gsize block_used;
};

/** Reads a chunk that begins at the byte `start`, up to and without a line end.
 * @return the byte at which it ends */
gsize ty_scan_chunk(TySegmenter *segmenter, gsize start, gsize end);

/** Finds the typed runs of the chunk, then own words. */
void ty_find_runs(TySegmenter *segmenter);

/** Fills in `cp` and `inner` of the positions outside regions. */
void ty_describe_plain(TySegmenter *segmenter);

/** Makes runs of the own words, in place of those that they cover. */
void ty_find_own_words(TySegmenter *segmenter);

/** Finds the cheapest ways. */
void ty_solve_lattice(TySegmenter *segmenter);

/** A token as positions of the chunk. */
typedef struct {
  guint at, end;
  guint run; /**< the first run that does not begin before `at` */
  guint8 type;
  const char *tag;
} TyPiece;

/** The number of the word of `length` characters of the compiled file that begins at a position:
 * its cell, and the lattice has just been there. */
static inline guint32 ty_word_cell(const TySegmenter *s, guint at, guint length) {
  const guint64 *cells = s->lexicon->cells;
  guint32 id = s->code[at];

  for (guint i = 1; i < length; i++)
    id = ty_cell_base(cells[id]) + s->code[at + i];
  return id;
}

/** The number of the word that a piece is, TY_NO_WORD when it is none. */
static inline guint32 ty_word_id(const TySegmenter *s, const TyPiece *piece) {
  guint length = ty_way_length(s->way[piece->at]);

  if (piece->type != TY_TOKEN_WORD)
    return TY_NO_WORD;
  if (length == 0)
    return s->runs[piece->run].id;
  return ty_way_tag(s->way[piece->at]) != TY_TAG_UNKNOWN ? ty_word_cell(s, piece->at, length)
                                                         : TY_NO_WORD;
}

/** The piece at piece->at, in precise mode. */
void ty_next_piece(const TySegmenter *segmenter, TyPiece *piece);

/** Makes a piece longer that is a number or (`ordinal`) 第, the beginning of one. */
void ty_extend_number(const TySegmenter *segmenter, gboolean ordinal, TyPiece *piece);

/** Makes a piece longer by those that coarse mode joins to it. */
void ty_join_coarse(TySegmenter *segmenter, TyPiece *piece);

/** Chooses the codes that ty_extend_number looks for. */
void ty_prepare_numbers(TySegmenter *segmenter);

/** The length in positions of the token that begins at a position on the way, and its tag
 * (TY_TAG_UNKNOWN for a run). `*run` is the first run not before it, and set so. */
guint ty_token_at(const TySegmenter *segmenter, guint at, guint *run, guint *tag);
