/**
 * Makes a PostgreSQL source refuse writes behind a token in its own change stream, and accept them
 * again.
 */
package io.tributary.cdc.source.postgresql.fence;
