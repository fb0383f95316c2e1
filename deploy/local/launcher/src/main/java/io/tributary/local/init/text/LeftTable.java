package io.tributary.local.init.text;

/**
 * A table that stays behind.
 *
 * @param name its name
 * @param why for people
 * @param named whether the file has to exclude it, because it would move otherwise
 */
public record LeftTable(String name, String why, boolean named) {}
