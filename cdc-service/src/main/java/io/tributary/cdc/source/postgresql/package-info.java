/** PostgreSQL databases as sources: the driver; capture, fence and copy are the packages below. */
@NullMarked
package io.tributary.cdc.source.postgresql;

import org.jspecify.annotations.NullMarked;
