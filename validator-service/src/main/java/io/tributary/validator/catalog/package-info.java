/** Describes the tables of both ends from their own catalogs, and pairs them. */
package io.tributary.validator.catalog;
