/**
 * Keys by which rows are told apart, and keys that get new values together with all that refers to
 * them.
 */
@NullMarked
package io.tributary.mapping.key;

import org.jspecify.annotations.NullMarked;
