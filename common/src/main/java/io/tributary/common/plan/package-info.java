/**
 * A migration as its operator asks for it, in plain values: target, cutover, validation, and what
 * the file can be held against before anything moves.
 */
@NullMarked
package io.tributary.common.plan;

import org.jspecify.annotations.NullMarked;
