# tuyou: see README.md. Targets: all tour test asan coverage bench bench-text bench-topics bench-million bench-graph bench-route fuzz-smoke lint format install clean
PREFIX ?= /usr/local
BUILD ?= build
CC = gcc
Q := $(if $(V),,@)
# As many jobs as processors where nothing was said.
JOBS = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))
OPTIMISE ?= -O2
WARNINGS = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wno-missing-field-initializers
PACKAGES = glib-2.0 libutf8proc icu-uc icu-i18n igraph libxml-2.0 sqlite3 jansson libzip pangocairo cairo-svg nettle \
  rasqal serd-0 xlsxwriter readosm zlib liblzma
DICT ?= /usr/lib/python3/dist-packages/jieba/dict.txt

PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I\/usr/-isystem \/usr/g')
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
CFLAGS = -std=gnu17 $(OPTIMISE) -g -fPIC -ffp-contract=off $(WARNINGS) $(UNWARNED) $(SANITIZE)
CPPFLAGS = -D_GNU_SOURCE -DTY_DATADIR='"$(PREFIX)/share/tuyou"' -Iinclude -Isrc $(PKG_CFLAGS)
LDLIBS = $(PKG_LIBS) -lpthread -lm
LDFLAGS = $(SANITIZE)

CLI_SOURCES := src/main.c $(sort $(wildcard src/cli/*.c))
LIB_SOURCES := $(sort $(filter-out $(CLI_SOURCES),$(wildcard src/*/*.c)))
LIB_OBJECTS := $(LIB_SOURCES:src/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/text/fold-table.o
CLI_OBJECTS := $(CLI_SOURCES:src/%.c=$(BUILD)/obj/%.o)
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(sort $(wildcard tests/unit/test-*.c)))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz-*.c)))
LEXICON := $(BUILD)/share/tuyou/lexicon.bin
PROGRAM := $(BUILD)/tuyou
TOUR := $(BUILD)/tour

.PHONY: all setup tour tour-built test test-built asan coverage bench bench-text bench-topics bench-million bench-graph bench-route fuzz-smoke lint format check-format install clean
all: $(PROGRAM) $(BUILD)/libtuyou.so.0 $(LEXICON)

setup:
	@tools/setup

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

# What characters become when normalised: tables written from utf8proc's and ICU's data.
$(BUILD)/tools/fold: tools/fold.c src/text/fold.h
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $< $(LDLIBS) -o $@
$(BUILD)/gen/fold-table.c: $(BUILD)/tools/fold
	@mkdir -p $(@D)
	$< $@
$(BUILD)/obj/text/fold-table.o: $(BUILD)/gen/fold-table.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/libtuyou.a: $(LIB_OBJECTS)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BUILD)/libtuyou.so.0: $(LIB_OBJECTS) tools/exports.map
	$(Q)$(CC) -shared -Wl,-soname,libtuyou.so.0 -Wl,--version-script=tools/exports.map $(LDFLAGS) $(LIB_OBJECTS) $(LDLIBS) -o $@
	@ln -sf libtuyou.so.0 $(BUILD)/libtuyou.so

# The program opens most libraries when a command first needs them, see tools/late: it starts five
# times as fast.
LATE_LIBS = igraph pangocairo-1.0 pango-1.0 gobject-2.0 cairo zip xml2 icui18n icuuc sqlite3 rasqal raptor2 serd-0 xlsxwriter readosm
ifeq ($(SANITIZE)$(findstring x86_64,$(shell $(CC) -dumpmachine)),x86_64)
LATE_OBJECTS = $(BUILD)/obj/late.o $(BUILD)/obj/late-find.o
endif
$(BUILD)/gen/late.S: tools/late $(CLI_OBJECTS) $(LIB_OBJECTS)
	@mkdir -p $(@D)
	$(Q)CC="$(CC)" tools/late "$(LATE_LIBS)" $(CLI_OBJECTS) $(LIB_OBJECTS) >$@ || { rm -f $@; exit 1; }
$(BUILD)/obj/late.o: $(BUILD)/gen/late.S
	$(Q)$(CC) -c $< -o $@
$(BUILD)/obj/late-find.o: tools/late-find.c
	@echo "  CC $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

$(PROGRAM): $(CLI_OBJECTS) $(LATE_OBJECTS) $(BUILD)/libtuyou.a
	$(Q)$(CC) $(LDFLAGS) $^ -Wl,--as-needed $(LDLIBS) -o $@

$(BUILD)/tools/%: tools/%.c $(BUILD)/libtuyou.a
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) $< $(BUILD)/libtuyou.a $(LDLIBS) -o $@

# The base word list is data of Debian's python3-jieba; ours stand in corpus/lexicon.
$(LEXICON): $(BUILD)/tools/lexicon $(DICT) $(wildcard corpus/lexicon/*.txt graphs/*.csv graphs/*.txt)
	@mkdir -p $(@D)
	$(Q)$(BUILD)/tools/lexicon -o $@ $(DICT) corpus/lexicon/heritage.txt
	$(Q)cp corpus/lexicon/*.txt graphs/ontology.csv graphs/kinds.csv graphs/rules.csv graphs/naming.csv graphs/patterns.txt $(@D)/
	$(Q)cp graphs/evaluation.csv $(@D)/

# The main job: the sample region's atlas, both published tours, pictures, feeds and the report.
tour: setup
	@$(MAKE) $(JOBS) --no-print-directory tour-built
tour-built: all
	@tools/tour $(PROGRAM) $(TOUR)

test: setup
	@$(MAKE) $(JOBS) --no-print-directory test-built
test-built: all $(BUILD)/tools/posts $(BUILD)/tools/survey-sample $(UNIT_TESTS) $(BUILD)/tests/example
	@tests/run $(BUILD)

$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/libtuyou.a
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -Itests -MMD -MP $(LDFLAGS) $< $(BUILD)/libtuyou.a $(LDLIBS) -o $@

# Benches of their own, not part of `make`: see the head of each.
$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libtuyou.a
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $< $(BUILD)/libtuyou.a $(LDLIBS) -o $@

# Compiled as a user of the installed library would: public headers and the shared library only.
$(BUILD)/tests/example: tests/example/plan.c $(BUILD)/libtuyou.so.0
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) -std=gnu17 -Wall -Wextra -Werror -Iinclude $$(pkg-config --cflags glib-2.0 jansson) $(SANITIZE) $< -L$(BUILD) -Wl,-rpath,'$$ORIGIN/..' -ltuyou $$(pkg-config --libs glib-2.0 jansson) -o $@

# One build for the tests under ASan and UBSan and for the fuzzers, which need the counters of edges.
# Clang says where it heeds no wish to unroll, at -O1 everywhere, and takes what only frees for unused; gcc has looked for that. Its check of
# pointers refuses NULL + 0, which every array of no members gives.
CHECKED = BUILD=build/checked CC=clang OPTIMISE=-O1 UNWARNED='-Wno-pass-failed -Wno-unused-variable' SANITIZE='-fsanitize=address,undefined -fno-sanitize=pointer-overflow -fsanitize-coverage=inline-8bit-counters,pc-table -fno-sanitize-recover=all -fno-omit-frame-pointer'
asan:
	@$(MAKE) $(JOBS) --no-print-directory $(CHECKED) test-built

coverage:
	@$(MAKE) $(JOBS) --no-print-directory BUILD=build/coverage OPTIMISE=-O0 SANITIZE=--coverage test-built
	@gcovr --root . --filter src/ --object-directory build/coverage --print-summary --sort-percentage

$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/libtuyou.a
	@mkdir -p $(@D)
	@echo "  CC $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -Itests $(LDFLAGS) -fsanitize=fuzzer -MMD -MP $< $(BUILD)/libtuyou.a $(LDLIBS) -o $@
.PHONY: fuzzers
fuzzers: $(FUZZERS)

fuzz-smoke:
	@$(MAKE) $(JOBS) --no-print-directory $(CHECKED) fuzzers
	@tests/fuzz/smoke build/checked/fuzz

bench: all
	@tools/bench $(PROGRAM) $(BUILD)

# LDA against gensim and scikit-learn, where they are installed.
bench-topics: all
	@tools/bench-topics $(PROGRAM) $(BUILD)

# Against jieba, scikit-learn (python3-sklearn) and gensim (python3-gensim), where they are installed.
bench-text: all $(BUILD)/bench/bench-count
	@tests/bench/bench-text $(BUILD)

# Polarity of whole texts against the labels of reviews (REVIEWS=…), where they are.
REVIEWS ?= ../shared/data/text/hotel-reviews.csv
.PHONY: bench-opinions
bench-opinions: all $(BUILD)/bench/bench-opinions
	@$(BUILD)/bench/bench-opinions $(LEXICON) corpus/lexicon/opinions.txt $(REVIEWS)

# A million posts made of the sample (N=… for others), imported, indexed and counted; ten times fewer first.
bench-million: all $(BUILD)/tools/posts
	@tools/bench-million $(PROGRAM) $(BUILD)

# A generated graph of N entities and M facts (3 and 20 million), built, asked and ranked.
bench-graph: all $(BUILD)/tools/graph $(BUILD)/bench/bench-two-hops
	@tools/bench-graph $(PROGRAM) $(BUILD)

# Shortest paths on Florida's roads, where ../shared/data/routing is there.
bench-route: all $(BUILD)/bench/bench-roads
	@tools/bench-route $(BUILD)

lint:
	@tools/lint
format:
	clang-format -i $$(git ls-files '*.c' '*.h')
check-format:
	clang-format --dry-run -Werror $$(git ls-files '*.c' '*.h')

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/tuyou $(DESTDIR)$(PREFIX)/share/tuyou $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/tuyou
	install -m 644 $(BUILD)/libtuyou.so.0 $(DESTDIR)$(PREFIX)/lib/
	ln -sf libtuyou.so.0 $(DESTDIR)$(PREFIX)/lib/libtuyou.so
	install -m 644 include/tuyou/*.h $(DESTDIR)$(PREFIX)/include/tuyou/
	install -m 644 $(BUILD)/share/tuyou/* $(DESTDIR)$(PREFIX)/share/tuyou/
	sed -e 's|@PREFIX@|$(PREFIX)|' -e "s|@VERSION@|$$(sed -n 's/^#define TY_VERSION "\(.*\)"/\1/p' include/tuyou/base.h)|" \
	  tools/tuyou.pc.in >$(DESTDIR)$(PREFIX)/lib/pkgconfig/tuyou.pc
	$(PROGRAM) help --man >$(DESTDIR)$(PREFIX)/share/man/man1/tuyou.1
	$(PROGRAM) help --bash-completion >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tuyou

clean:
	rm -rf build

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(wildcard $(BUILD)/tests/unit/*.d $(BUILD)/tools/*.d)
