/** The preflight checks of a Chroma source. */
@NullMarked
package io.tributary.cdc.source.chroma.preflight;

import org.jspecify.annotations.NullMarked;
