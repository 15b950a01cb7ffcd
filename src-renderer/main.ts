// The window's start: connect to the host, build the app, show it.
import './transport/no-code-generation.ts';
import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import './styles/floating.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createClient } from '../src-shared/contract/client.ts';
import App from './app.vue';
import { clientKey } from './client.ts';
import { router } from './router.ts';
import { followHome } from './stores/follow-home.ts';
import { connect } from './transport/connect.ts';

const client = createClient({ connect });
const app = createApp(App).provide(clientKey, client).use(createPinia()).use(router);
// Logged and no more: an error in one part of the window must not cut off the update of all others, as Vue's development build does.
app.config.errorHandler = (thrown) => console.error(thrown);
app.runWithContext(() => followHome(client));
app.mount('#app');
