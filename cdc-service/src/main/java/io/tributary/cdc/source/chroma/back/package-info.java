/** A Chroma directory as the home of what is written at its target. */
@NullMarked
package io.tributary.cdc.source.chroma.back;

import org.jspecify.annotations.NullMarked;
