/* document_sample.h: an invented bulletin and someone who answers its figures. */
#ifndef TESTS_PAPER_DOCUMENT_SAMPLE_H
#define TESTS_PAPER_DOCUMENT_SAMPLE_H

#include "paper/document.h"

extern const struct document_figures sample_figures;
extern const char sample_bulletin[];
/* The sample read, with its figures answered. */
struct document *sample_document(struct arena *a);
/* BYTES as a file NAME in the test's folder; its path. */
const char *sample_file(struct arena *a, const char *name, struct str bytes);
/* What COMMAND prints. */
struct str sample_output(struct arena *a, const char *command);

#endif
