/* memory: allocation that either succeeds or ends the program; arrays that grow; arenas. */
#ifndef CORE_MEMORY_H
#define CORE_MEMORY_H

#include <stddef.h>

/* These never return NULL: without memory there is nothing sensible left to do,
 * and SQLite rolls back what was not committed. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xaligned_alloc(size_t alignment, size_t size); /* a multiple of the alignment */
void *xrealloc(void *old, size_t size);
void *xreallocarray(void *old, size_t count, size_t size);
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t length);

/* A capacity of at least `needed`, growing by half so that appending is linear. */
size_t array_capacity(size_t capacity, size_t needed);

/* Makes room for `needed` elements in `items` (a pointer to elements) of `capacity`. */
#define ARRAY_GROW(items, needed, capacity)                                                        \
    do {                                                                                           \
        if ((size_t)(needed) > (size_t)(capacity)) {                                               \
            (capacity) = array_capacity((capacity), (needed));                                     \
            (items) = xreallocarray((items), (capacity), sizeof *(items));                         \
        }                                                                                          \
    } while (0)

/* An arena owns many small blocks that live and die together; blocks never move. */
struct arena {
    struct arena_chunk *chunk;
};

#define ARENA_INIT                                                                                 \
    {                                                                                              \
        NULL                                                                                       \
    }
void *arena_alloc(struct arena *arena, size_t size);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *arena);

#endif
