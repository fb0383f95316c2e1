/** Chroma directories as sources: driver, capture, fence, and the tables of their collections. */
package io.tributary.cdc.source.chroma;
