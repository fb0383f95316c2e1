/** Addresses of databases as applications have them in their .env files. */
package io.tributary.local.demo.database;
