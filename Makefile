# What ./dev calls; see ./dev help for people. B is the build folder, CC the compiler, SAN=1 adds the
# address and undefined-behaviour sanitizers, WERROR= turns warnings back into warnings.
#
#   make                       build/huiyin and build/huiyin-verify
#   make test-log T=proof      the tests of src/log whose name holds "proof"
#   make B=build/asan SAN=1 tests      every test program
#   make B=build/fuzz CC=clang-14 SAN=1 FUZZ=1 fuzzers      every fuzz target, fuzz/NAME.c
#   make benches               build/bench-NAME for every bench/NAME.c
B       ?= build
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
WERROR  ?= -Werror
Q       ?= @
OPT     ?= -O2 -g
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
           -Wformat=2 -Wundef $(WERROR)
ifdef SAN
SANFLAGS = -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
endif
ifdef FUZZ
SANFLAGS += -fsanitize=fuzzer-no-link
endif
FOLDERS  = base domain db log text view paper app web cli

# Which archives a folder's tests and programs need, the needing before the needed.
NEED_base   = base
NEED_domain = domain base
NEED_db     = db base
NEED_log    = log db base
NEED_text   = text base
NEED_view   = view domain db base
NEED_paper  = paper text base
NEED_app    = app view log db domain paper text base
NEED_web    = web $(NEED_app)
NEED_cli    = cli $(NEED_web)

# Debian packages of libraries each folder links, by their pkg-config names.
PKG_base   = libcrypto
PKG_domain =
PKG_db     = sqlite3 libpq
PKG_log    = libsodium
PKG_text   = icu-uc icu-i18n
PKG_view   =
PKG_paper  = libzip expat xlsxwriter libseccomp
PKG_app    = jansson libsodium
PKG_web    = libmicrohttpd jansson libsodium liboath libqrencode
PKG_cli    = jansson
PKGS       = $(sort $(foreach f,$(FOLDERS),$(PKG_$(f))))
# Only their headers: src/paper/pango_load.c loads these when a PDF is drawn.
HEADERS    = pangocairo pangoft2 fontconfig
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) $(HEADERS) 2>/dev/null)
libs_of    = $(shell pkg-config --libs $(sort $(foreach f,$(1),$(PKG_$(f)))) 2>/dev/null) -lm -ldl

CFLAGS_ALL = -std=c11 $(OPT) -ffunction-sections $(WARN) $(SANFLAGS) -D_GNU_SOURCE -DOPENSSL_SUPPRESS_DEPRECATED -Isrc -I. -I$(B) \
             $(patsubst -I%,-isystem %,$(PKG_CFLAGS)) $(CFLAGS)

.SECONDEXPANSION:
.DELETE_ON_ERROR:
.PHONY: all tests clean
all: $(B)/huiyin $(B)/huiyin-verify

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

objects = $(patsubst %.c,$(B)/%.o,$(wildcard $(1)))
archives = $(foreach f,$(1),$(B)/lib$(f).a)
define archive
$(B)/lib$(1).a: $$(call objects,src/$(1)/*.c)
	@rm -f $$@
	$(Q)ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call archive,$(f))))

# Every file a program carries inside itself: templates, styles, scripts, SQL, words, the sample.
ASSETS := $(wildcard templates/* static/* sql/* po/*.po sample/* papers/*.txt)
$(B)/assets.S: tools/embed.sh $(ASSETS)
	@mkdir -p $(@D)
	$(Q)sh tools/embed.sh $(B) $(ASSETS)
$(B)/assets.o: $(B)/assets.S
	$(Q)$(CC) -c -o $@ $<

$(B)/huiyin: $(B)/src/main.o $(B)/assets.o $(call archives,$(NEED_cli))
	$(Q)$(CC) $(SANFLAGS) -o $@ $^ $(call libs_of,$(NEED_cli)) $(LDFLAGS)
# Of app/ only what the replay needs: what is not called is not in it, so it holds no code that writes a data folder.
$(B)/huiyin-verify: $(B)/src/verify_main.o $(B)/assets.o $(call archives,app view log domain db base)
	$(Q)$(CC) $(SANFLAGS) -Wl,--gc-sections -o $@ $^ $(call libs_of,view domain log db base) $(LDFLAGS)

# ---- tests: one program a folder; a test is TEST(name) in tests/FOLDER/*_test.c -----------------
define test_program
$(B)/tests/$(1)/list.h: $$(wildcard tests/$(1)/*.c)
	@mkdir -p $$(@D)
	$(Q)sed -n 's/^TEST(\([a-z0-9_]*\)).*/X(\1)/p' tests/$(1)/*.c /dev/null > $$@
$(B)/tests/$(1)/main.o: tests/test.c $(B)/tests/$(1)/list.h
	@mkdir -p $$(@D)
	$(Q)$(CC) $(CFLAGS_ALL) -DTEST_LIST='"tests/$(1)/list.h"' -c -o $$@ $$<
$(B)/tests-$(1): $(B)/tests/$(1)/main.o $$(call objects,tests/$(1)/*.c) $(B)/assets.o $$(call archives,$(NEED_$(1)))
	$(Q)$(CC) $(SANFLAGS) -o $$@ $$^ $$(call libs_of,$(NEED_$(1))) $(LDFLAGS)
.PHONY: test-$(1)
test-$(1): $(B)/tests-$(1)
	$(B)/tests-$(1) $(T)
endef
TESTED = $(foreach f,$(FOLDERS),$(if $(wildcard tests/$(f)/*.c),$(f)))
$(foreach f,$(FOLDERS),$(eval $(call test_program,$(f))))
tests: $(foreach f,$(TESTED),$(B)/tests-$(f))
objects-all: $(foreach f,$(FOLDERS),$(call objects,src/$(f)/*.c)) $(call objects,src/*.c)

# ---- fuzz targets and benchmarks: one program a file, linked with everything --------------------
$(B)/fuzz-%: $(B)/fuzz/%.o $(B)/assets.o $(call archives,$(NEED_web))
	$(Q)$(CC) $(SANFLAGS) -fsanitize=fuzzer -o $@ $^ $(call libs_of,$(NEED_web)) $(LDFLAGS)
$(B)/bench-%: $(B)/bench/%.o $(B)/assets.o $(call archives,$(NEED_web))
	$(Q)$(CC) $(SANFLAGS) -o $@ $^ $(call libs_of,$(NEED_web)) $(LDFLAGS)
.PHONY: objects-all fuzzers benches
fuzzers: $(patsubst fuzz/%.c,$(B)/fuzz-%,$(wildcard fuzz/*.c))
benches: $(patsubst bench/%.c,$(B)/bench-%,$(wildcard bench/*.c))

clean:
	rm -rf $(B)
-include $(shell find $(B) -name '*.d' 2>/dev/null)
