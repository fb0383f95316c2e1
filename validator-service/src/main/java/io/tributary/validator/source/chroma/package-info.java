/** Reads the directory that a Chroma server goes on persisting to, without locking it. */
@NullMarked
package io.tributary.validator.source.chroma;

import org.jspecify.annotations.NullMarked;
