/**
 * One connection of a stream to the target: its settings, its statements, and its failures sorted
 * by what helps.
 */
@NullMarked
package io.tributary.cdc.apply.session;

import org.jspecify.annotations.NullMarked;
