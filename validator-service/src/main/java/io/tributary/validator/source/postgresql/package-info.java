/** Reads a PostgreSQL source where it is. */
package io.tributary.validator.source.postgresql;
