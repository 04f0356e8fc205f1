/* scope.h: whose business a round is. One installation holds many organisations; every round is of one of them
 * (inspection.organisation, 0: not registered).
 *
 * A person of unit U, and a round of organisation O:
 *   - U is O or stands below it: the round is theirs. Their role says what they may do.
 *   - U stands above O: they read it as their role allows and change nothing; only an overseer's steps (verify, return,
 *     close, review a plan) may be taken from above, because an overseer is often a superior's.
 *   - else it is not there for them.
 *   - O = 0: everybody's, as long as nobody said whose it is.
 *   - Who has no unit, or one that stands nowhere in the tree (none above it, none below, no round of its own), reaches
 *     every round: an installation of one organisation, or of units entered as a flat list, goes on as it did.
 * The directory of units and people is everybody's to read. A registrar changes what stands in their own
 * organisation or
 * below (the nearest unit above them that has a round, else the topmost), and what stands nowhere yet; nobody but the
 * system administrator moves it out, because where somebody stands decides what they see and may verify (R2). A rule
 * that names no round holds for all, so whoever sets it must at least read all.
 * Whoever the thing itself names does their share wherever they stand, and sees no more than that: for the role unit a
 * unit it names (lead, assisting), and a person in a field of people with FIELD_LINK (its leaders, those assigned).
 *
 * What is seen inside a round is view/scope.h. */
#ifndef DOMAIN_SCOPE_H
#define DOMAIN_SCOPE_H

#include "domain/domain.h"

/* CHAIN is ORGANISATION and all above it. */
enum reach reach_of(const struct actor *a, int64_t organisation, struct ids chain);
/* Whether a step of TYPE may be taken with this reach. */
bool reach_lets(enum reach r, enum command_type type, const struct actor *a);
/* OBJ, a struct of RECORD, names the actor or, for the role unit, one of the actor's units. */
bool reach_takes_part(const struct actor *a, const struct record *r, const void *obj);

#endif
