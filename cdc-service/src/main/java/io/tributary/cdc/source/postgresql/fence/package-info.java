/**
 * Makes a PostgreSQL source refuse writes behind a token in its own change stream, and accept them
 * again.
 */
@NullMarked
package io.tributary.cdc.source.postgresql.fence;

import org.jspecify.annotations.NullMarked;
