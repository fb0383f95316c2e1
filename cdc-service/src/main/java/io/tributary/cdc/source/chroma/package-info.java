/** Chroma directories as sources: driver, capture, fence, and the tables of their collections. */
@NullMarked
package io.tributary.cdc.source.chroma;

import org.jspecify.annotations.NullMarked;
