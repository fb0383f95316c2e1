/**
 * A migration as its operator asks for it, in plain values: target, cutover, validation, and what
 * the file can be held against before anything moves.
 */
package io.tributary.common.plan;
