// Keeps zod from trying out `new Function`, which the page's CSP refuses and reports. Imported before every module with a schema.
import { z } from 'zod';

z.config({ jitless: true });
