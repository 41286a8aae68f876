/* style: the one look of all charts: white ground, Okabe–Ito colours, thin grey axes. */
#ifndef REPORTS_STYLE_H
#define REPORTS_STYLE_H

/* Lengths are canvas units: one CSS pixel of a figure shown at its natural width, so 12 are 9 pt.
 */
#define STYLE_SIZE_LABEL 12.5
#define STYLE_SIZE_SMALL 12.0
#define STYLE_GAP 6.0
#define STYLE_LINE_THIN 0.8
#define STYLE_LINE 2.2

struct colour {
    double red, green, blue, alpha; /* 0–1 */
};

#define STYLE_RGB(hex)                                                                             \
    {                                                                                              \
        (double)((hex) >> 16 & 0xFF) / 255, (double)((hex) >> 8 & 0xFF) / 255,                     \
            (double)((hex)&0xFF) / 255, 1                                                          \
    }

/* Okabe & Ito (2008). Those used for text have a contrast of at least 4.5:1 on white. */
static const struct colour style_ink = STYLE_RGB(0x222222);
static const struct colour style_muted = STYLE_RGB(0x595959);
static const struct colour style_axis = STYLE_RGB(0x8A8A8A);
static const struct colour style_grid = STYLE_RGB(0xE2E2E2);
static const struct colour style_blue = STYLE_RGB(0x0072B2);
static const struct colour style_sky = STYLE_RGB(0x56B4E9);
static const struct colour style_orange = STYLE_RGB(0xE69F00);
static const struct colour style_vermillion = STYLE_RGB(0xD55E00);
static const struct colour style_green = STYLE_RGB(0x009E73);
static const struct colour style_purple = STYLE_RGB(0xCC79A7);
/* Darker shades of the same hues, for text. */
static const struct colour style_blue_text = STYLE_RGB(0x005A8C);
static const struct colour style_vermillion_text = STYLE_RGB(0xA84A00);
static const struct colour style_green_text = STYLE_RGB(0x00694D);

static inline struct colour colour_fade(struct colour colour, double alpha)
{
    colour.alpha = alpha;
    return colour;
}

#endif
