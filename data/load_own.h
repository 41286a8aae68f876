/* load_own: each row of a file has a version of its own, where rows of it may be judged anew. */
#ifndef DATA_LOAD_OWN_H
#define DATA_LOAD_OWN_H

#include "data/load_state.h"

/*
 * A row that says what another file had said writes nothing. But a row of its file that names its
 * project otherwise than by its code may turn out to speak of the same project, and a rejected one
 * may come back: whether they contradict it must not depend on that other file. At the end of a
 * load of facts, when it has such rows, all others that wrote nothing get their versions.
 */
enum status load_own(struct load *load, struct error *error);

#endif
