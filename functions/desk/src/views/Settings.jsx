import { Title } from '../parts.jsx';
import { t } from '../words.js';
export function Settings() { return <Title>{t('menu.settings')}</Title>; }
