/** Chroma directories as sources: what they put into the target, their capture and their fence. */
package io.tributary.cdc.chroma;
