import { Title } from '../parts.jsx';
import { t } from '../words.js';
export function Mail() { return <Title>{t('menu.mail')}</Title>; }
