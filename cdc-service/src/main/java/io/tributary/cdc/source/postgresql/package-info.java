/** PostgreSQL databases as sources: the driver; capture, fence and copy are the packages below. */
package io.tributary.cdc.source.postgresql;
