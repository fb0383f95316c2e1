/** Publication, slot, connector and change notices of a PostgreSQL source. */
@NullMarked
package io.tributary.cdc.source.postgresql.capture;

import org.jspecify.annotations.NullMarked;
