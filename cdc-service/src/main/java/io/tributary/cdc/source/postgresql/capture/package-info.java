/** Publication, slot, connector and change notices of a PostgreSQL source. */
package io.tributary.cdc.source.postgresql.capture;
