/** Says for every table of a source without a schema of PostgreSQL's what becomes of its rows. */
package io.tributary.common.mapping;
