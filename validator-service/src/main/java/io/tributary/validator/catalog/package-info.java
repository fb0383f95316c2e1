/** What the tables of both ends look like, read from their own catalogs. */
package io.tributary.validator.catalog;
