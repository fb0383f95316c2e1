/** Reads the directory that a Chroma server goes on persisting to, without locking it. */
package io.tributary.validator.source.chroma;
