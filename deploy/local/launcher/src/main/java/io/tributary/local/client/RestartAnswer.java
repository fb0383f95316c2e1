package io.tributary.local.client;

/**
 * How far the last order to begin a source anew is.
 *
 * @param ordered the generation in which it was given
 * @param begun whether everything of the source was removed for it
 */
public record RestartAnswer(long ordered, boolean begun) {}
