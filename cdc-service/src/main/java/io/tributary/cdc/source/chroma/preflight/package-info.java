/** The preflight checks of a Chroma source. */
package io.tributary.cdc.source.chroma.preflight;
