/**
 * Keys by which rows are told apart, and keys that get new values together with all that refers to
 * them.
 */
package io.tributary.mapping.key;
