/**
 * Shows the rows of a source that PostgreSQL cannot read to PostgreSQL, converted by the declared
 * mapping.
 */
package io.tributary.validator.mirror;
