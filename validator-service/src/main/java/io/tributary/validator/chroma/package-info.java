/**
 * Reads the directory that a Chroma server goes on persisting to, by itself and without locking it.
 */
package io.tributary.validator.chroma;
