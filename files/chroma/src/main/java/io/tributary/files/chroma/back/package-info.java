/** Writes records of the target back into the collections of a Chroma directory. */
@NullMarked
package io.tributary.files.chroma.back;

import org.jspecify.annotations.NullMarked;
