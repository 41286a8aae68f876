/*
 * targets: the totals that the sample city has to reproduce exactly, from a reply of the Xuchang
 * housing bureau of 2022. Everything below them, and every other year's plan, is invented.
 */
#ifndef DATA_SAMPLE_TARGETS_H
#define DATA_SAMPLE_TARGETS_H

enum {
    TARGET_PROJECTS_2018 = 58, /* invented, as are the next three */
    TARGET_PROJECTS_2019 = 74,
    TARGET_PROJECTS_2020 = 96,
    TARGET_PROJECTS_2021 = 118,
    TARGET_PROJECTS_2022 = 132,
    TARGET_PROJECTS_2023 = 265,
    TARGET_HOUSEHOLDS_2023 = 19380,
    TARGET_MONEY_2023 = 2274400, /* 22,744 万元 in units of 100 yuan */
    TARGET_PARKING_ADDED = 1500,
    TARGET_POSTS_ADDED = 3150,
    TARGET_MANAGED = 70, /* compounds under professional management in the central area */
    TARGET_MANAGED_AREA_M2 = 272400,
    TARGET_MANAGED_HOUSEHOLDS = 3548, /* "over 3,500" */
    TARGET_JIANAN_2018 = 25,          /* compounds under one company */
};

#endif
