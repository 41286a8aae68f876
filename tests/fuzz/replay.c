/* Feeds every file of a folder to a fuzz target, so that what once was found stays found. */
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 1 << 20 };

static int replay(const char *folder, const char *name, uint8_t *bytes)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return 1;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 1;
    size_t size = fread(bytes, 1, INPUT_MAX, file);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, size);
    return 0;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    uint8_t *bytes = malloc(INPUT_MAX);
    int count = 0, failed = folder == NULL || bytes == NULL;
    const struct dirent *entry;
    while (!failed && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.') {
            failed = replay(argv[1], entry->d_name, bytes);
            count++;
        }
    if (folder != NULL)
        closedir(folder);
    free(bytes);
    printf("%d inputs\n", count);
    return failed || count == 0;
}
