/** Compares a source that PostgreSQL cannot read by a converted copy in temporary tables. */
package io.tributary.validator.source.converted;
