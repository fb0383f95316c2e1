/** Makes a source's schema in the target with pg_dump, keeps it closed until cutover, opens it. */
package io.tributary.cdc.schema;
