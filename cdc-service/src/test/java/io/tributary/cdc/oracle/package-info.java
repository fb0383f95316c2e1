/** Judges a made schema by what the catalogs say; shares no code with what made it. */
package io.tributary.cdc.oracle;
